"""A small OpenID Connect provider on the loopback interface: discovery, authorization, token, keys, identity."""

import base64
import hashlib
import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "preau", "un secret de test"


class Provider:
    """Serves at `address`; `identity` is who signs in there, `refuses` whether she gives up."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.identity = {}
        self.refuses = False
        self.codes = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer(self, {})

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                provider.answer(self, parse_qs(self.rfile.read(length).decode()))

            def log_message(self, *words):
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def answer(self, handler, form):
        url = urlsplit(handler.path)
        page = {
            "/.well-known/openid-configuration": self.configuration,
            "/keys": self.keys,
            "/token": lambda: self.token(form),
            "/identity": lambda: self.claims(handler.headers["Authorization"]),
        }.get(url.path)
        if page is None:
            return self.authorize(handler, {name: value[0] for name, value in parse_qs(url.query).items()})
        body = json.dumps(page()).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        return handler.wfile.write(body)

    def configuration(self):
        names = {"authorization": "authorize", "token": "token", "userinfo": "identity"}
        endpoints = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in names.items()}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **endpoints}

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def authorize(self, handler, asked):
        back = {"state": asked["state"]}
        if self.refuses:
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe(8)
            self.codes[back["code"]] = asked["code_challenge"]
        handler.send_response(302)
        handler.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def token(self, form):
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert self.codes.pop(form["code"][0]) == challenge
        claims = {"iss": self.address, "aud": CLIENT, "iat": 10**9, "exp": 4 * 10**9, **self.identity}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "jeton", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def claims(self, authorization):
        assert authorization == "Bearer jeton"
        return self.identity
