package telegram

import (
	"testing"

	"firsthand/internal/capture/format/formattest"
	"firsthand/internal/report"

	"github.com/google/go-cmp/cmp"
)

const channel = `{
 "name": "Old Town Roofs", "type": "public_channel", "id": 7,
 "messages": [
  {"id": 1, "type": "service", "date": "2016-12-13T08:00:00", "text": ""},
  {"id": 2, "type": "message", "date": "2016-12-13T01:15:22", "date_unixtime": "1481584522", "from": "Old Town Roofs", "from_id": "channel7", "text": "A shell has hit the bridge."},
  {"id": 3, "type": "message", "date": "2016-12-13T09:00:00", "from": "Old Town Roofs", "forwarded_from": "River Lens", "text": ["Two people ", {"type": "bold", "text": "were hurt"}, "."]},
  {"id": 4, "type": "message", "date": "2016-12-13T09:30:00", "from": "Old Town Roofs", "photo": "p.jpg", "text": ""}
 ]}`

const group = `{"chats": {"list": [{"name": "Street", "type": "private_group", "messages": [
  {"id": 5, "type": "message", "date": "2016-12-13T09:00:00", "from": "A neighbour", "from_id": "user1", "text": "We hear shells."}]}]}}`

func read(t *testing.T, data string) []string {
	t.Helper()
	if !(Format{}).Sniff([]byte(data)) {
		t.Fatal("the export is not known as one")
	}
	return formattest.Read(Format{}, data, func(r report.Report) []string { return []string{r.Part, r.Publisher, r.Author, r.Published, r.Text} })
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"a channel", channel, []string{
			"message 2 | Old Town Roofs |  | 2016-12-13T01:15:22+02:00 | A shell has hit the bridge.",
			"message 3 | Old Town Roofs |  | 2016-12-13T09:00:00 | Forwarded from River Lens:\nTwo people were hurt.",
		}},
		{"a group among all chats", group, []string{"chat 1, message 5 | A neighbour | A neighbour | 2016-12-13T09:00:00 | We hear shells."}},
		{"nothing said", `{"type":"personal_chat","messages":[]}`, []string{"a Telegram export without a message that has words"}},
		{"cut short", channel[:len(channel)-4], []string{"a Telegram export that is not whole"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, read(t, test.data)); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOtherJSONIsNoExport(t *testing.T) {
	formattest.Knows(t, Format{}, nil, `{"text":"messages"}`, `{"messages":[1]}`, `[]`, "messages")
}

func FuzzRead(f *testing.F) { formattest.Fuzz(f, Format{}, channel, group) }
