package figure

import "testing"

func TestPeriods(t *testing.T) {
	run(t, []scenario{
		{"recorded in a month", "In April the mission documented 61 civilians killed.", []string{"61 civilians: killed 61–61 exact, civilians, total"}},
		{"killed in a month", "In January 2013, eleven people were killed there when rockets fell.", []string{"eleven people: killed 11–11 exact"}},
		{"documented on a day", "On Monday the mission documented 61 civilians killed.", []string{"61 civilians: killed 61–61 exact, civilians"}},
	})
}
