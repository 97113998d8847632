"""Verifies a sign-off with clients that others wrote: securesystemslib and in-toto-attestation.

Usage: verify-statement.py <envelope> <public key>. Prints the result of the tests, then one line a subject.
"""

import hashlib
import json
import sys

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)
from google.protobuf import json_format
from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

with open(sys.argv[1], encoding="utf-8") as file:
    envelope = Envelope.from_dict(json.load(file))
with open(sys.argv[2], "rb") as file:
    public = load_pem_public_key(file.read())
der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
key = SSlibKey.from_crypto(public, keyid=hashlib.sha256(der).hexdigest())
envelope.verify([key], 1)

assert envelope.payload_type == "application/vnd.in-toto+json"
# Neither call ignores fields that the specification does not have.
parsed = json_format.Parse(envelope.payload, statement_pb2.Statement())
statement = Statement.copy_from_pb(parsed)
statement.validate()
predicate = json_format.MessageToDict(parsed.predicate)
result = json_format.ParseDict(predicate, test_result_pb2.TestResult())
for descriptor in result.configuration:
    ResourceDescriptor.copy_from_pb(descriptor).validate()
print(result.result)
for subject in parsed.subject:
    print(f"{subject.name}@sha256:{subject.digest['sha256']}")
