"""Certificates for loopback, good and bad, made when they are needed."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Issuer:
    """Signs certificates; `file` is what one trusts it by. Its key serves for all of them."""

    file: Path
    key: ec.EllipticCurvePrivateKey
    own: x509.Certificate

    def server(
        self, host: str = "127.0.0.1", *, until: timedelta = DAY, signed: bool = True
    ) -> ssl.SSLContext:
        """Return what a server needs to say it is `host`; without `signed`, on its own word."""
        signer = self.own.subject if signed else _name(host)
        one = _certificate(_name(host), signer, self.key, until=until)
        alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
        return _context(one.add_extension(alternative, False), self)


def issuer(folder: Path) -> Issuer:
    """Make an issuer nobody knows."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _name("issuer of this test")
    rights = x509.BasicConstraints(ca=True, path_length=None)
    own = _certificate(name, name, key).add_extension(rights, True).sign(key, hashes.SHA256())
    file = folder / "issuer.pem"
    file.write_bytes(own.public_bytes(Encoding.PEM))
    return Issuer(file, key, own)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name,
    signer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    *,
    until: timedelta = DAY,
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 9 * DAY)
        .not_valid_after(now + until)
    )


def _context(one: x509.CertificateBuilder, by: Issuer) -> ssl.SSLContext:
    file = by.file.with_name(f"{x509.random_serial_number()}.pem")
    private = by.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = one.sign(by.key, hashes.SHA256()).public_bytes(Encoding.PEM)
    file.write_bytes(private + public)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
