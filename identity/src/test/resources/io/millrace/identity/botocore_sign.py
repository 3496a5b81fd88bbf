"""Signs one request a line with botocore. Fields are base64 after a dot: method, URL, body, then name:value headers.
Prints two lines a request, by header and presigned: URL, then name:value headers."""
import base64
import sys

from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def decode(field):
    return base64.b64decode(field[1:]).decode()


def encode(text):
    return '.' + base64.b64encode(text.encode()).decode()


credentials = Credentials(sys.argv[1], sys.argv[2])
for line in sys.stdin.readlines():
    method, url, body, *headers = [decode(field) for field in line.rstrip('\n').split(' ')]
    for signer in (SigV4Auth, SigV4QueryAuth):
        # A presigned request of botocore has no body: it would move one into the query.
        request = AWSRequest(method=method, url=url, data=b'' if signer is SigV4QueryAuth else body.encode())
        for header in headers:
            name, value = header.split(':', 1)
            request.headers.add_header(name, value)
        if signer is SigV4QueryAuth:
            SigV4QueryAuth(credentials, 'kinesis', 'us-east-1', expires=60).add_auth(request)
        else:
            SigV4Auth(credentials, 'kinesis', 'us-east-1').add_auth(request)
        print(encode(request.url), *[encode(f'{name}:{value}') for name, value in request.headers.items()])
