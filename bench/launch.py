"""Run a command and print what it took as JSON: seconds, processor seconds, MB at its peak, exit code. The command is silent.

It is a process of its own because the kernel counts the memory of whoever starts a command as the command's.
"""

import json
import os
import sys
import time

if __name__ == "__main__":
    start = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    took = time.perf_counter() - start
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps([took, cpu, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))
