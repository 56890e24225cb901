// Package stamp makes and checks time stamps of RFC 3161: the signed word of an authority that some bytes existed at a
// moment.
//
// It exists apart from the ledger because a stranger must be able to repeat it: everything in it is a function of
// bytes. A stamp says that the bytes existed before a time, and nothing else: not who had them, not that they are true.
// It is worth as much as the authority, so who checks brings the root certificates that he trusts.
package stamp

import (
	"bytes"
	"crypto"
	"crypto/sha1" //nolint:gosec // an older attribute names its certificate so; the signature itself never rests on it
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// MaxSize is the most bytes of an answer that are looked at. Real ones have 2 to 10 KiB.
const MaxSize = 64 << 10

// Stamp is what an authority signed.
type Stamp struct {
	Time      time.Time     // by the authority's clock, UTC
	Accuracy  time.Duration // that it claims; 0 where it claims none
	Authority string        // the subject of the certificate that signed
	Root      string        // the subject of the trusted certificate at the end of its chain
	RootPrint [32]byte      // SHA-256 of that certificate
	Policy    string        // the object identifier of the rules that the authority says it works by
	Serial    string        // of the stamp, in hexadecimal
	Nonce     *big.Int      // of the request; nil where it had none
}

// Before is the moment before which the stamped bytes existed, by the authority's word.
func (s Stamp) Before() time.Time { return s.Time.Add(s.Accuracy) }

// Request is the question to an authority for a stamp over message (a TimeStampReq): it carries the SHA-256 of message,
// and nothing of it can be read from that. nonce, unless nil, comes back in the answer.
func Request(message []byte, nonce *big.Int) ([]byte, error) {
	sum := sha256.Sum256(message)
	question := timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true, Nonce: nonce}
	der, err := question.Marshal()
	if err != nil {
		return nil, fmt.Errorf("make a request for a stamp: %w", err)
	}
	return der, nil
}

// What an answer can be wrong in; ask with errors.Is.
var (
	ErrMalformed = errors.New("it is no answer with a time stamp")
	ErrOther     = errors.New("it is a stamp over other bytes")
	ErrUntrusted = errors.New("its authority does not lead to a certificate that is trusted here")
	ErrSignature = errors.New("its signature does not hold")
)

// Object identifiers of RFC 3161, 5035 and 2634.
var (
	oidTokenInfo     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidSigningCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidExtKeyUsage   = asn1.ObjectIdentifier{2, 5, 29, 37}
	oidSHA384        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
)

// Open checks an answer of an authority (a TimeStampResp) over message, offline: that it stamps these bytes, that the
// signature holds, and that the signer's certificate is one for time stamps and leads to one of roots. Certificates are
// held against the time of the stamp and not against today: that they run out takes nothing from what was signed
// before. Whether one was revoked is not asked, because nobody can be asked offline.
func Open(answer, message []byte, roots []*x509.Certificate) (Stamp, error) {
	s, err := open(answer, message, roots)
	if err != nil {
		return Stamp{}, fmt.Errorf("open a time stamp: %w", err)
	}
	return s, nil
}

func open(answer, message []byte, roots []*x509.Certificate) (s Stamp, err error) {
	defer func() { // the parsers below are not ours, and these bytes are anybody's
		if r := recover(); r != nil {
			s, err = Stamp{}, fmt.Errorf("%w: its parser gave up", ErrMalformed)
		}
	}()
	if len(answer) > MaxSize {
		return Stamp{}, fmt.Errorf("%w: it has %d bytes, at most %d", ErrMalformed, len(answer), MaxSize)
	}
	token, err := timestamp.ParseResponse(answer)
	if err != nil {
		return Stamp{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if !stamps(token, message) {
		return Stamp{}, ErrOther
	}
	signed, err := pkcs7.Parse(token.RawToken)
	if err != nil {
		return Stamp{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	signer, err := signerOf(signed)
	if err != nil {
		return Stamp{}, err
	}
	if err := signed.VerifyWithChainAtTime(nil, token.Time); err != nil {
		return Stamp{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	root, err := rootOf(signer, signed.Certificates, roots, token.Time)
	if err != nil {
		return Stamp{}, err
	}
	return Stamp{
		Time: token.Time.UTC(), Accuracy: max(0, token.Accuracy), Authority: signer.Subject.String(), Root: root.Subject.String(),
		RootPrint: sha256.Sum256(root.Raw), Policy: token.Policy.String(), Serial: fmt.Sprintf("%x", token.SerialNumber), Nonce: token.Nonce,
	}, nil
}

// stamps reports whether a token is over message, by a hash that holds.
func stamps(token *timestamp.Timestamp, message []byte) bool {
	switch token.HashAlgorithm {
	case crypto.SHA256, crypto.SHA384, crypto.SHA512:
		h := token.HashAlgorithm.New()
		h.Write(message)
		return bytes.Equal(h.Sum(nil), token.HashedMessage)
	}
	return false
}

// signerOf is the certificate that signed, which must be the one that the signed attributes name and be for time stamps
// alone.
func signerOf(signed *pkcs7.PKCS7) (*x509.Certificate, error) {
	signer := signed.GetOnlySigner()
	if signer == nil {
		return nil, fmt.Errorf("%w: it is not signed by one certificate that it holds", ErrMalformed)
	}
	if signed.Signers[0].DigestAlgorithm.Algorithm.Equal(pkcs7.OIDDigestAlgorithmSHA1) {
		return nil, fmt.Errorf("%w: it rests on SHA-1", ErrSignature)
	}
	var kind asn1.ObjectIdentifier
	if err := signed.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &kind); err != nil || !kind.Equal(oidTokenInfo) {
		return nil, fmt.Errorf("%w: what is signed is no time stamp", ErrMalformed)
	}
	if !namesSigner(signed, signer) {
		return nil, fmt.Errorf("%w: it does not name the certificate that signed it", ErrSignature)
	}
	if !slices.Equal(signer.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) || len(signer.UnknownExtKeyUsage) > 0 || !critical(signer, oidExtKeyUsage) {
		return nil, fmt.Errorf("%w: its certificate is not one for time stamps alone", ErrUntrusted)
	}
	return signer, nil
}

func critical(c *x509.Certificate, oid asn1.ObjectIdentifier) bool {
	return slices.ContainsFunc(c.Extensions, func(e pkix.Extension) bool { return e.Critical && e.Id.Equal(oid) })
}

// certID is ESSCertIDv2; ESSCertID is the same without an algorithm.
type certID struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Hash      []byte
	Issuer    asn1.RawValue `asn1:"optional"`
}

// namesSigner reports whether the signed attributes name this certificate by its hash, so that no other certificate
// with the same key can take its place.
func namesSigner(signed *pkcs7.PKCS7, signer *x509.Certificate) bool {
	var named struct {
		Certs    []certID
		Policies asn1.RawValue `asn1:"optional"`
	}
	if err := signed.UnmarshalSignedAttribute(oidSigningCertV2, &named); err == nil && len(named.Certs) > 0 {
		switch algorithm := named.Certs[0].Algorithm.Algorithm; {
		case algorithm.Equal(oidSHA384):
			sum := sha512.Sum384(signer.Raw)
			return bytes.Equal(sum[:], named.Certs[0].Hash)
		case algorithm.Equal(oidSHA512):
			sum := sha512.Sum512(signer.Raw)
			return bytes.Equal(sum[:], named.Certs[0].Hash)
		}
		sum := sha256.Sum256(signer.Raw)
		return bytes.Equal(sum[:], named.Certs[0].Hash)
	}
	if err := signed.UnmarshalSignedAttribute(oidSigningCert, &named); err == nil && len(named.Certs) > 0 {
		sum := sha1.Sum(signer.Raw) //nolint:gosec // see the import
		return bytes.Equal(sum[:], named.Certs[0].Hash)
	}
	return false
}

// rootOf is the trusted certificate to which the signer's leads.
func rootOf(signer *x509.Certificate, others, roots []*x509.Certificate, at time.Time) (*x509.Certificate, error) {
	trusted, between := x509.NewCertPool(), x509.NewCertPool()
	for _, c := range roots {
		trusted.AddCert(c)
	}
	for _, c := range others {
		between.AddCert(c)
	}
	chains, err := signer.Verify(x509.VerifyOptions{
		Roots: trusted, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	chain := chains[0]
	return chain[len(chain)-1], nil
}

// ParseRoots reads certificates in PEM, one after another, and nothing else.
func ParseRoots(text []byte) ([]*x509.Certificate, error) {
	var roots []*x509.Certificate
	for rest := text; ; {
		block, after := pem.Decode(rest)
		if block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			return nil, errors.New("read certificates: a part of the file is no certificate")
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("read certificates: %w", err)
		}
		roots, rest = append(roots, c), after
	}
	if len(roots) == 0 {
		return nil, errors.New("read certificates: the file has none in PEM")
	}
	return roots, nil
}

// Answers reports whether an answer grants a stamp and carries the nonce of the question: nil, or why not. It checks
// nothing else.
func Answers(answer []byte, nonce *big.Int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = ErrMalformed
		}
	}()
	if len(answer) > MaxSize {
		return ErrMalformed
	}
	token, err := timestamp.ParseResponse(answer)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if token.Nonce == nil || token.Nonce.Cmp(nonce) != 0 {
		return errors.New("it answers another question")
	}
	return nil
}

// Print is the SHA-256 fingerprint of a certificate, as authorities publish it.
func Print(c *x509.Certificate) [32]byte { return sha256.Sum256(c.Raw) }
