#!/bin/bash
# An execution file of a VPL activity. VPL runs this first, and then the file vpl_execution.

cat >vpl_execution <<'END'
#!/bin/bash
# Where the execution server has the course, and the Maven repository that was filled for it.
course=/opt/course
repository=/opt/course-repository
# For an activity with more lessons: lessons=(-pl lessons -amd -fae)
lessons=(-pl lessons/04-flags)

# Has the range of grades.
[ -f vpl_environment.sh ] && . ./vpl_environment.sh

submission=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$course" "$work/course"
cd "$work/course" || exit 1
rm -rf target/grading
# Maven fails if a test fails. Here, only the existence of a result counts.
mvn -B -ntp -o test -Dmaven.repo.local="$repository" "${lessons[@]}" \
  -Dsubmission="$submission" -Dformat=vpl >"$work/log" 2>&1
if [ -f target/grading/vpl.txt ]; then
  cat target/grading/vpl.txt
else
  echo "Comment :=>>-The grading did not end with a result. Please tell your instructor."
  tail -n 20 "$work/log" | sed 's/^/Comment :=>>> /'
fi
END
chmod +x vpl_execution
