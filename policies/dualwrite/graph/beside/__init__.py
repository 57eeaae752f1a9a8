"""The Azure resources beside pairs, in a picture.

A full landing zone is some fifteen resources a pair: each as a node of its own, nobody could read
fifty pairs. So ``boxes`` puts together what is in one place and stands beside the same pairs;
``places`` says where that is, ``words`` what is in a box, and ``attributing`` which verdicts are about
it. ``drawing`` makes nodes, edges and rows of them.
"""
