#!/bin/sh
# Compiles and runs all tests, and ends with code 1 when one fails.
set -u
cd "$(dirname "$0")"
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT

failed=0
"${bin}javac" -d "$classes" src/*.java test/*.java || exit 1
"${bin}java" -cp "$classes" InvoiceTest || failed=1
sh tools/report_test.sh || failed=1
exit $failed
