"""Converts workbooks with pyxform: one {"workbook", "xform"} a line in, one {"content", "message", "warnings"} a line out.

A verdict of true means that the XForm is written, false that pyxform refuses the form; null that pyxform itself broke.
"""

import json
import sys

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert


def judge(job):
    try:
        result = convert(job["workbook"], validate=False, pretty_print=False)
    except PyXFormError as refusal:
        return {"content": False, "message": str(refusal), "warnings": []}
    except Exception as crash:  # its own fault, no verdict
        return {"content": None, "message": f"{type(crash).__name__}: {crash}", "warnings": []}
    with open(job["xform"], "w", encoding="utf-8") as file:
        file.write(result.xform)
    return {"content": True, "message": "", "warnings": result.warnings}


for line in sys.stdin:
    if line.strip():
        print(json.dumps(judge(json.loads(line))), flush=True)
