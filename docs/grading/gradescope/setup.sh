#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the image in which it grades.
set -euo pipefail

apt-get update
apt-get install -y --no-install-recommends ca-certificates curl openjdk-17-jdk-headless

# The course needs Maven 3.8.1 or later, and Ubuntu has it only since 24.04.
maven=3.9.16
sha512=831a8591fe20c8243b1dbe7d71e3244f31d1665b0804b2e825e38cbbe5ce0cafb8338851f90780735568773e0a6cd07bbec107cda0b896b008b861075358b6f6
archive=apache-maven-$maven-bin.tar.gz
cd /tmp
curl -fsSLO "https://repo.maven.apache.org/maven2/org/apache/maven/apache-maven/$maven/$archive"
echo "$sha512  $archive" | sha512sum --check
tar -xzf "$archive" -C /opt
ln -sf "/opt/apache-maven-$maven/bin/mvn" /usr/local/bin/mvn

# Grading the skeleton downloads everything that grading a submission needs. Its tests fail, as they
# should.
cd /autograder/source/course
mvn -B -ntp test -pl lessons -amd -fae -Dsubmission=. || true
