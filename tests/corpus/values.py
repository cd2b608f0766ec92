# SPDX-License-Identifier: MIT
"""Made-up credentials of every kind, of the shape that AWS gives them. Nothing is written down: all are made from a
seed when the corpus is written, so that no tree holds a value which looks like somebody's."""
import base64
import random
import string

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
BASE64 = string.ascii_letters + string.digits + "+/"
NOW = 1780315200  # 2026-06-01T12:00:00Z
NOW_TEXT = "2026-06-01T12:00:00Z"


def stamp(seconds):
    """Unix seconds as X-Amz-Date writes them."""
    import datetime
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def varint(number):
    number &= (1 << 64) - 1
    out = bytearray()
    while True:
        out.append(number & 0x7F | (0x80 if number > 0x7F else 0))
        number >>= 7
        if not number:
            return bytes(out)


def field(number, value):
    """A protobuf field: a varint or bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def quoted(text):
    """Percent-encoded as in the query of a URL."""
    return "".join(c if c.isalnum() or c in "-_.~" else f"%{ord(c):02X}" for c in text)


class Values:
    """A stream of values; the same seed makes the same ones."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, alphabet, length):
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def account(self):
        return f"{self.random.randrange(210_000_000_000, 990_000_000_000)}"

    def key_id(self, prefix="AKIA", account=None):
        """Of the layout since 2019, which carries the account."""
        number = int(account or self.account())
        bits = (1 << 79) | (number << 39) | self.random.getrandbits(39)
        return prefix + base64.b32encode(bits.to_bytes(10, "big")).decode()

    def old_key_id(self, prefix="AKIA"):
        """Of the layout before 2019."""
        return prefix + self.random.choice("IJ") + self.pick(BASE32, 15)

    def secret(self, length=40):
        while True:
            value = self.pick(BASE64, length)
            plain = any(c.islower() for c in value) and any(c.isupper() for c in value)
            if plain and any(c.isdigit() for c in value) and "//" not in value and value[0] not in "+/":
                return value

    def hard_secret(self):
        """With the characters that encodings and copying hurt."""
        value = list(self.secret())
        value[7], value[19], value[31] = "/", "+", "/"
        return "".join(value)

    def token(self, age=1200, region="eu-west-1", account=None):
        """As regional STS endpoints issue them, that many seconds old."""
        rand = self.random.randbytes
        user = field(1, self.random.getrandbits(20)) + field(2, 1) + field(3, (account or self.account()).encode())
        user += field(4, rand(12)) + field(5, rand(401))
        body = field(1, b"origin_ec") + field(2, 58) + field(3, region.encode())
        body += field(4, b"\x30\x44\x02\x20" + rand(32) + b"\x02\x20" + rand(32))
        body += field(5, user) + field(6, NOW - age) + field(7, rand(165))
        return base64.b64encode(b"\x21" + body).decode()

    def old_token(self, age=1200):
        """As the global STS endpoint issues them."""
        rand = self.random.randbytes
        body = field(1, b"er/aws") + field(2, self.random.getrandbits(20)) + field(3, rand(12))
        body += field(4, rand(129)) + field(5, NOW - age) + field(6, rand(40))
        return base64.b64encode(b"\x17" + body).decode()

    def unseen_token(self, length=420):
        """Base64, but of a head that STS was never seen to use."""
        return self.random.choice("BCDGHJKLMN") + self.pick(BASE64, length - 1)

    def jwt_token(self):
        def part(size):
            return base64.urlsafe_b64encode(self.random.randbytes(size)).decode().rstrip("=")
        head = base64.urlsafe_b64encode(b'{"alg":"RS256","typ":"JWT"}').decode().rstrip("=")
        body = base64.urlsafe_b64encode(b'{"sub":"' + part(9).encode() + b'","exp":1780318800}').decode().rstrip("=")
        return f"{head}.{body}.{part(96)}"

    def bedrock_long(self, account=None):
        text = f"BedrockAPIKey-{self.pick(string.ascii_lowercase + string.digits, 4)}-at-{account or self.account()}:"
        return "ABSK" + base64.b64encode((text + self.secret(60)).encode()).decode()

    def signed_query(self, service="s3", age=600, expires=3600, region="eu-west-1", token=True, action="", key_id=None):
        at = stamp(NOW - age)
        scope = f"{key_id or self.key_id('ASIA' if token else 'AKIA')}/{at[:8]}/{region}/{service}/aws4_request"
        query = [action] if action else []
        query += ["X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Credential=" + quoted(scope), "X-Amz-Date=" + at,
                  f"X-Amz-Expires={expires}"]
        if token:
            query.append("X-Amz-Security-Token=" + quoted(self.token(age=age + 60, region=region)))
        return "&".join(query + ["X-Amz-SignedHeaders=host", "X-Amz-Signature=" + self.pick("0123456789abcdef", 64)])

    def presigned(self, **options):
        name = self.pick(string.ascii_lowercase, 8)
        return f"https://{name}-files.s3.eu-west-1.amazonaws.com/{name}/report.pdf?" + self.signed_query(**options)

    def presigned_v2(self, age=600, expires=3600):
        name = self.pick(string.ascii_lowercase, 8)
        return (f"https://{name}-files.s3.amazonaws.com/{name}.csv?AWSAccessKeyId={self.key_id()}"
                f"&Expires={NOW - age + expires}&Signature={quoted(self.pick(BASE64, 27) + '=')}")

    def bedrock_short(self, age=600, expires=43200):
        query = self.signed_query("bedrock", age, expires, action="Action=CallWithBearerToken") + "&Version=1"
        return "bedrock-api-key-" + base64.b64encode(("bedrock.amazonaws.com/?" + query).encode()).decode()

    def rds_token(self, age=60):
        host = f"{self.pick(string.ascii_lowercase, 6)}.c{self.pick(string.ascii_lowercase, 9)}.eu-west-1.rds.amazonaws.com"
        return f"{host}:5432/?" + self.signed_query("rds-db", age, 900, action="Action=connect&DBUser=app")

    def eks_token(self, age=60):
        query = self.signed_query("sts", age, 60, action="Action=GetCallerIdentity&Version=2011-06-15")
        url = "https://sts.eu-west-1.amazonaws.com/?" + query
        return "k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")

    def appsync(self):
        return "da2-" + self.pick(string.ascii_lowercase + string.digits, 26)

    def mws(self):
        digits = self.pick("0123456789abcdef", 32)
        return "amzn.mws." + "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])

    def smtp_password(self):
        while True:
            value = base64.b64encode(b"\x04" + self.random.randbytes(32)).decode()
            if any(c.isdigit() for c in value):
                return value

    def codecommit_user(self, account=None):
        return f"{self.pick(string.ascii_lowercase, 6)}-at-{account or self.account()}"

    def codecommit_password(self):
        return base64.b64encode(self.random.randbytes(32)).decode()
