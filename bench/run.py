"""All benchmarks, one after another."""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    for name in sys.argv[1:] or ["startup", "store", "stats", "export", "anki_import", "deadline"]:
        runpy.run_path(str(Path(__file__).with_name(f"{name}.py")), run_name="__main__")
        print()
