"""Makes a virtual environment: virtual_environment.py FOLDER REQUIREMENTS...

Leaves FOLDER/.ready, which holds the folder of the project, only when all is installed. Any
Python 3 can read this file, so that a Python that is too old gets an error that says so.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
STAMP = ".ready"


def main(folder: str, requirements: "list[str]") -> "str | None":
    if sys.version_info[:2] < OLDEST:
        return (
            "Python {}.{} or later is needed, and {} is Python {}.{}.\n"
            "Install one, and name it: make PYTHON=python3.11 ..."
        ).format(*OLDEST, sys.executable, *sys.version_info[:2])
    python = os.path.join(folder, "bin", "python")
    if was_moved(folder) or not runs(python):
        error = create(folder)
        if error:
            return error
    if os.path.exists(os.path.join(folder, STAMP)):
        os.remove(os.path.join(folder, STAMP))
    say("installing %s into %s" % (" and ".join(requirements), folder))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    for name in requirements:
        pip += ["-r", name]
    if subprocess.call(pip) != 0:
        return (
            "pip could not install %s into %s; its message is above.\n"
            "It needs a package index: check the network, or pip's settings (`pip config list`)."
            % (" and ".join(requirements), folder)
        )
    with open(os.path.join(folder, STAMP), "w", encoding="utf-8") as stamp:
        stamp.write(os.getcwd())
    return None


def was_moved(folder: str) -> bool:
    """Whether it was made in another place: the commands in its bin/ name that place."""
    try:
        with open(os.path.join(folder, STAMP), encoding="utf-8") as stamp:
            return stamp.read() != os.getcwd()
    except OSError:
        return False


def runs(python: str) -> bool:
    """Whether the interpreter is there, with pip; a broken one is made anew."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            program = "import pip, sys; sys.exit(sys.version_info[:2] < %r)" % (OLDEST,)
            command = [python, "-c", program]
            return subprocess.call(command, stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False


def create(folder: str) -> "str | None":
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return (
            "%s cannot make virtual environments: its `venv` and `ensurepip` are missing.\n"
            "On Debian and Ubuntu they are a package of their own: apt install python3-venv"
            % sys.executable
        )
    say("creating the virtual environment %s with %s" % (folder, sys.executable))
    if subprocess.call([sys.executable, "-m", "venv", "--clear", folder]) != 0:
        shutil.rmtree(folder, ignore_errors=True)
        return "`%s -m venv %s` failed; its message is above." % (sys.executable, folder)
    return None


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    problem = main(sys.argv[1], sys.argv[2:])
    if problem:
        sys.exit("error: " + problem)
