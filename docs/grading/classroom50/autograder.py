"""Grades the student's checkout, which is the working folder, with the tests of the course."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

# Where the course is, and which branch or tag of it grades.
COURSE = "https://github.com/OWNER/REPOSITORY.git"
VERSION = "main"

# For an assignment of one lesson: ["-pl", "lessons/04-flags"]
LESSONS = ["-pl", "lessons", "-amd", "-fae"]


def main() -> None:
    submission = pathlib.Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        course = pathlib.Path(folder) / "course"
        subprocess.run(
            ["git", "clone", "--quiet", "--depth", "1", "--branch", VERSION, COURSE, str(course)],
            check=True,
        )
        # Maven fails if a test fails. Here, only the existence of a result counts.
        subprocess.run(
            ["mvn", "-B", "-ntp", "test", *LESSONS, f"-Dsubmission={submission}",
             "-Dformat=classroom50"],
            cwd=course,
            check=False,
        )
        result = course / "target" / "grading" / "result.json"
        if not result.is_file():
            sys.exit("The grading did not end with a result. Maven's output above says why.")
        shutil.copyfile(result, submission / "result.json")


if __name__ == "__main__":
    main()
