"""The commands of ``dualwrite``, one file each."""
