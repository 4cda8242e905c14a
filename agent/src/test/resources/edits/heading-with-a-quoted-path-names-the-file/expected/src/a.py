import os
z
