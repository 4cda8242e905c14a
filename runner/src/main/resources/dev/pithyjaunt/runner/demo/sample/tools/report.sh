#!/bin/sh
# Sums up an export of invoices from standard input, one a line: CUSTOMER;SUBTOTAL;DISCOUNT in cents.
set -eu

count=0
subtotal=0
discount=0
while IFS=';' read -r customer amount off; do
  [ -n "$customer" ] || continue
  count=$((count + 1))
  subtotal=$((subtotal + amount))
  discount=$((discount + off))
done
echo "Invoices: $count"
echo "Subtotal: $subtotal"
echo "Net: $((subtotal - discount))"
