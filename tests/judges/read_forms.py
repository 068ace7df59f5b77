# Converts every workbook of a folder in one process and says, a JSON line each, whether pyxform takes it:
# {"file", "verdict": "ok" | "refused" | "crash", "message"}. A crash of pyxform's own is no verdict.
#
#   python read_forms.py FOLDER

import json
import logging
import pathlib
import sys

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

logging.disable(logging.CRITICAL)
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    verdict, message = "ok", ""
    try:
        convert(path)
    except PyXFormError as error:
        verdict, message = "refused", str(error)
    except Exception as error:  # noqa: BLE001
        verdict, message = "crash", f"{type(error).__name__}: {error}"
    print(json.dumps({"file": path.name, "verdict": verdict, "message": message}))
