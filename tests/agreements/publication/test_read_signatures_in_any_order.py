"""What a process has read before does not change how it reads a signature."""

import subprocess
import sys

PROGRAM = """
from agreements.publication.verifying.sealed import taken_apart
taken_apart(None, b"")
from asn1crypto import cms
cms.CMSAttributeType("content_type")
import asn1crypto.tsp
print(cms.CMSAttributeType("signing_certificate_v2").dotted)
"""


def test_attributes_are_known_before_the_first_signature_is_read():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "1.2.840.113549.1.9.16.2.47", done.stderr
