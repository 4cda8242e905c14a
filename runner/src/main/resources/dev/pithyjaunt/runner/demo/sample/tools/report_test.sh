#!/bin/sh
# Ends with code 1 when a test fails.
set -eu
cd "$(dirname "$0")"

expected='Invoices: 2
Subtotal: 3000
Discount: 500
Net: 2500'
actual=$(printf 'Ada;1000;0\nGrace;2000;500\n' | sh report.sh)
if [ "$actual" = "$expected" ]; then
  echo "ok - the report names the discount"
else
  printf 'not ok - the report names the discount: expected\n%s\nbut was\n%s\n' "$expected" "$actual"
  exit 1
fi
