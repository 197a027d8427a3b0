"""TLS certificates for loopback, good and bad, made when they are needed."""

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
    """A signer of certificates, trusted by those who load `file`; all share its key."""

    file: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def server(
        self, host: str = "127.0.0.1", *, until: timedelta = DAY, signed: bool = True
    ) -> ssl.SSLContext:
        """Return a server's context with a certificate for `host`, self-signed unless `signed`."""
        signer = self.certificate.subject if signed else _name(host)
        builder = _certificate(_name(host), signer, self.key, until=until)
        alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
        return _context(builder.add_extension(alternative, False), self)


def make_issuer(folder: Path) -> Issuer:
    """Make an issuer whose certificate is written to a folder."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _name("issuer of this test")
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    builder = _certificate(name, name, key).add_extension(constraints, True)
    certificate = builder.sign(key, hashes.SHA256())
    file = folder / "issuer.pem"
    file.write_bytes(certificate.public_bytes(Encoding.PEM))
    return Issuer(file, key, certificate)


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


def _context(builder: x509.CertificateBuilder, signer: Issuer) -> ssl.SSLContext:
    file = signer.file.with_name(f"{x509.random_serial_number()}.pem")
    private = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.PEM)
    file.write_bytes(private + public)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
