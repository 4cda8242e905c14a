import os
import sys
y
