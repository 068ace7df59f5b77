"""Times pyxform's conversion of a workbook: `pace.py WORKBOOK XFORM` prints {"convertMs"}. Python's own start is left out."""

import json
import sys
import time

from pyxform.xls2xform import convert

start = time.perf_counter()
result = convert(sys.argv[1], validate=False, pretty_print=False)
spent = time.perf_counter() - start
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(result.xform)
print(json.dumps({"convertMs": spent * 1000}))
