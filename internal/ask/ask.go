// Package ask sends small questions to others over the network and brings back their answers: to authorities for time
// stamps, to witnesses for cosignatures.
//
// It and package capture/fetch, which asks for pages where somebody says so, are the only ones that open connections to
// machines that are not this one, so that whoever wants to know what leaves a desk has two places to read. What leaves
// from here is a checkpoint or a digest of one, never a word of a report. It goes nowhere but to addresses that
// somebody gave to the ledger by name, follows no redirection, and believes no answer: who gets one checks it.
package ask

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"time"

	"firsthand/internal/keep/stamp"
)

// Client asks. The zero Client is ready for use.
type Client struct {
	HTTP  *http.Client  // nil: one with limits of its own
	Tries int           // how often a question is asked before it has failed; 0 means three times
	Pause time.Duration // before the second try, doubled for each other; 0 means a second

	// Changed is asked where a witness knows an older key of the log; nil where the log has had but one.
	Changed Changed
}

const (
	timeout   = 20 * time.Second
	maxAnswer = stamp.MaxSize
)

var client = &http.Client{
	Timeout:       timeout,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// Stamp asks an authority for a time stamp over message and gives its answer, which has not been checked but for the
// nonce.
func (c Client) Stamp(ctx context.Context, address string, message []byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, err
	}
	question, err := stamp.Request(message, nonce)
	if err != nil {
		return nil, err
	}
	var answer []byte
	err = c.retry(ctx, func() error {
		status, got, err := c.post(ctx, address, "application/timestamp-query", question)
		switch {
		case err != nil:
			return err
		case status != http.StatusOK:
			return statusError(status)
		}
		answer = got
		return stamp.Answers(got, nonce)
	})
	if err != nil {
		return nil, fmt.Errorf("ask for a time stamp: %w", err)
	}
	return answer, nil
}

// statusError is an answer of HTTP that is none to the question.
type statusError int

func (s statusError) Error() string { return fmt.Sprintf("the answer is HTTP status %d", int(s)) }

// final reports whether asking again would be of no use.
func final(err error) bool {
	var status statusError
	return errors.Is(err, ErrForked) || errors.Is(err, ErrStranger) || errors.Is(err, ErrOldKey) || errors.As(err, &status) && status >= 400 && status < 500 && status != http.StatusTooManyRequests && status != http.StatusRequestTimeout
}

// retry asks until there is an answer, asking again is of no use, or it was asked often enough.
func (c Client) retry(ctx context.Context, once func() error) error {
	tries, pause := c.Tries, c.Pause
	if tries == 0 {
		tries = 3
	}
	if pause == 0 {
		pause = time.Second
	}
	for n := 1; ; n++ {
		err := once()
		if err == nil || n >= tries || final(err) || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause << (n - 1)):
		}
	}
}

// post sends a body to an address and reads what comes back, as far as an answer can be long. Its errors do not name
// the address: whoever reads them knows whom was asked.
func (c Client) post(ctx context.Context, address, mediaType string, body []byte) (status int, answer []byte, err error) {
	if err := CheckAddress(address); err != nil {
		return 0, nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, errors.New("the address cannot be asked")
	}
	request.Header.Set("Content-Type", mediaType)
	request.Header.Set("User-Agent", "firsthand")
	asker := c.HTTP
	if asker == nil {
		asker = client
	}
	response, err := asker.Do(request)
	if err != nil {
		var whole *url.Error
		if errors.As(err, &whole) {
			err = whole.Err
		}
		return 0, nil, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return 0, nil, err
	}
	if len(answer) > maxAnswer {
		return 0, nil, errors.New("the answer is too long")
	}
	return response.StatusCode, answer, nil
}

// CheckAddress tells what cannot be asked from what can: an http or https address with a host and no password.
func CheckAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		return errors.New("the address is not one of http or https with a host and without a password")
	}
	return nil
}
