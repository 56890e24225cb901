package mail

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

func read1(t *testing.T, data string) (out, warnings []string) {
	t.Helper()
	if !(Format{}).Sniff([]byte(data)) {
		t.Fatal("the mail is not known as such")
	}
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			out = append(out, problem.Error())
			continue
		}
		r := item.Report
		if item.Inner != nil {
			out = append(out, r.Part+" | "+item.Inner.Name+" | "+string(item.Inner.Data))
			continue
		}
		out = append(out, strings.Join([]string{r.Part, r.Publisher, r.Title, r.Published, r.Text}, " | "))
		for _, w := range item.Warnings {
			warnings = append(warnings, w.Error())
		}
	}
	return out, warnings
}

const (
	one = "Return-Path: <hala@mail.example>\r\nFrom: Hala Tarn <hala@mail.example>\r\nTo: desk@courier.example\r\nSubject: The bridge\r\n" +
		"Date: Tue, 13 Dec 2016 08:29:11 +0200\r\nMessage-ID: <1@mail.example>\r\n\r\nI saw two people hurt.\r\n\r\n> They said: nobody.\r\n"
	two = "From: =?utf-8?b?2YfYp9mE2Kk=?= <h@mail.example>\nMIME-Version: 1.0\nDate: Wed, 14 Dec 2016 09:00:00 +0000\nSubject: =?iso-8859-1?q?Br=FCcke?=\n" +
		"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>It is <b>quie=\nt</b>.</p><p>Now.</p>\n" +
		"--x\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename=a.jpg\n\nJPEG\n--x--\n"
	saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/2016/12/13/bridge\r\nSubject: Bridge hit\r\nDate: Fri, 2 Aug 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related; type=\"text/html\"; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: text/html\r\nContent-Location: https://courier.example/2016/12/13/bridge\r\n\r\n" +
		"<html><title>Bridge hit</title><h1>Bridge hit in the night</h1><p>Two people were hurt when a shell hit the bridge to the north in the night, a nurse at the hospital said.\r\n--y--\r\n"
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, data     string
		want, warnings []string
	}{
		{"a message", one, []string{" | Hala Tarn | The bridge | Tue, 13 Dec 2016 08:29:11 +0200 | I saw two people hurt.\n\n> They said: nobody."}, nil},
		{"words as a page, encoded header, something attached", two, []string{" | هالة | Brücke | Wed, 14 Dec 2016 09:00:00 +0000 | It is quiet.\n\nNow.", "attachment 1 | a.jpg | JPEG"}, nil},
		{"a page that quotes", "From: Hala Tarn <hala@mail.example>\nMIME-Version: 1.0\nDate: Wed, 14 Dec 2016 09:00:00 +0000\nSubject: Re: The bridge\nContent-Type: text/html; charset=utf-8\n\n" +
			"<div>We heard it.</div><div>On Tue, Dec 13, 2016 at 9:00 AM Ivo Lenz &lt;ivo@mail.example&gt; wrote:</div><blockquote><p>It is<br>down.</p><blockquote><p>Is it?</p></blockquote></blockquote>\n", []string{
			" | Hala Tarn | Re: The bridge | Wed, 14 Dec 2016 09:00:00 +0000 | We heard it.\n\nOn Tue, Dec 13, 2016 at 9:00 AM Ivo Lenz <ivo@mail.example> wrote:\n\n> It is\n> down.\n\n>> Is it?"}, nil},
		{"a mailbox", "From hala Tue Dec 13 08:29:11 2016\n" + strings.ReplaceAll(one, "\r", "") + "\nFrom here on it is quiet.\n\nFrom h Wed Dec 14 09:00:00 2016\n" + two, []string{
			"message 1 | Hala Tarn | The bridge | Tue, 13 Dec 2016 08:29:11 +0200 | I saw two people hurt.\n\n> They said: nobody.\n\nFrom here on it is quiet.",
			"message 2 | هالة | Brücke | Wed, 14 Dec 2016 09:00:00 +0000 | It is quiet.\n\nNow.", "message 2, attachment 1 | a.jpg | JPEG"}, nil},
		{"nothing but what is attached", strings.ReplaceAll(two, "<p>It is <b>quie=\nt</b>.</p><p>Now.</p>", ""), []string{"attachment 1 | a.jpg | JPEG"}, nil},
		{"a page that a browser saved", saved, []string{" | courier.example | Bridge hit in the night |  | Two people were hurt when a shell hit the bridge to the north in the night, a nurse at the hospital said."}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, warnings := read1(t, test.data)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.warnings, warnings); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsNoMail(t *testing.T) {
	for _, data := range []string{"Subject: A\nTitle: B\n\nText", "From here on it is quiet.\nNobody came.", "Date: 2016-12-13\nSubject: talks\n\nText", "", "Publisher: P\n\nText"} {
		if (Format{}).Sniff([]byte(data)) {
			t.Errorf("%q is taken for mail", data)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{one, two, saved, "From a Tue Dec 13 08:29:11 2016\n" + one} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := format.DefaultLimits()
		lim.Original, lim.Text = 1<<16, 1<<15
		for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), lim) {
			if problem == nil && item.Original == nil {
				t.Error("a message without its original")
			}
		}
	})
}
