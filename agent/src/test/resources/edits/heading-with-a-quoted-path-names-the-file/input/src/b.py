import os
y
