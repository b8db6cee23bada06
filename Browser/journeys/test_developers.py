"""What the developer pages show as examples is run as it stands there."""

import html
import json
import os
import re
import subprocess
import sys
import urllib.request

import pytest

FIRM = "91310000000000005B"
CODE = re.compile(r'<pre class="code-block"[^>]*><code>(.*?)</code></pre>', re.S)


@pytest.fixture(scope="module")
def surroundings(address):
    """The environment that the start page asks for: the address, and the key that the
    demonstration shows for a firm. A key with every scope would hide what a key has to be allowed."""
    lines = open(os.environ["TRADEWIND_DATA"] + "/demonstration.txt").read().splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip().startswith(FIRM))
    return os.environ | {"SERVER": address, "KEY": lines[place + 1].strip()}


def page(address, path):
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        return answer.read().decode()


def test_the_example_of_every_family_runs(address, surroundings):
    families = re.findall(r'href="/en/developers/([a-z]+)"', page(address, "/en/developers"))
    families = [family for family in dict.fromkeys(families) if family != "changelog"]
    assert len(families) > 10
    faults = []
    for family in families:
        command = html.unescape(CODE.search(page(address, f"/en/developers/{family}")).group(1))
        done = subprocess.run(
            ["bash", "-c", command], env=surroundings, capture_output=True, text=True, timeout=60
        )
        if done.returncode:
            faults.append(f"{family}: {command}\n{done.stdout[:500]}{done.stderr[:500]}")
            continue
        json.loads(done.stdout)
    assert not faults, "\n".join(faults)


def test_the_program_of_the_start_page_pulls_all_receipts(address, surroundings):
    blocks = [html.unescape(block) for block in CODE.findall(page(address, "/en/developers"))]
    program = next(block for block in blocks if block.startswith("import "))
    done = subprocess.run(
        [sys.executable, "-c", program], env=surroundings, capture_output=True, text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    numbers = [int(line.split()[0]) for line in done.stdout.splitlines()]
    assert len(numbers) > 100 and numbers == sorted(numbers)
