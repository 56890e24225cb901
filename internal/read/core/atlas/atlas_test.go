package atlas

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/gazetteer"
)

// dump is one line of a GeoNames dump.
func dump(id, name, alternates, lat, lon, class, code string) string {
	return strings.Join([]string{id, name, name, alternates, lat, lon, class, code, "SY", "", "09", "", "", "", "1200", "", "300", "Asia/Damascus", "2020-01-01"}, "\t") + "\n"
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, data, format string
		want               []gazetteer.Addition
		skipped            int
	}{
		{"a dump of GeoNames", dump("99000001", "Tall Birfan", "Tell Birfan,تل برفان,https://a.example/b,TBN", "36.31", "37.2", "P", "PPL") + dump("99000002", "Wadi Birfan", "", "36", "37", "H", "WAD"), GeoNames,
			[]gazetteer.Addition{{ID: "geonames:99000001", Names: []string{"Tall Birfan", "Tell Birfan", "تل برفان"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.City, Country: "SY", Admin1: "admin1:SY.09", Population: 1200}}, 1},
		{"a quarter of a town in a dump", dump("99000003", "Hayy Birfan", "", "36.31", "37.2", "P", "PPLX"), GeoNames,
			[]gazetteer.Addition{{ID: "geonames:99000003", Names: []string{"Hayy Birfan"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.Section, Country: "SY", Admin1: "admin1:SY.09", Population: 1200}}, 0},
		{"hotels are left out, camps are not", dump("99000004", "Hotel Birfan", "", "36.31", "37.2", "S", "HTL") + dump("99000005", "Camp Birfan", "", "36.31", "37.2", "S", "CMPRF"), GeoNames,
			[]gazetteer.Addition{{ID: "geonames:99000005", Names: []string{"Camp Birfan"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.Neighbourhood, Country: "SY", Admin1: "admin1:SY.09", Population: 1200}}, 1},
		{"a table of p-codes takes the finest division", "admin1Name_en,admin1Pcode,admin2Name_en,admin2Name_ar,admin2AltName_en,admin2Pcode,Latitude_y,Longitude_x\nAleppo,SY02,Birfan,برفان,Berfan;Barfan,SY0299,36.31,37.2\n", PCodes,
			[]gazetteer.Addition{{ID: "pcode:SY0299", Names: []string{"Birfan", "برفان", "Berfan", "Barfan"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.Admin2, Country: "SY"}}, 0},
		{"a row's own name comes before those of its divisions", "name_en;name_ar;ADM3_EN;ADM3_PCODE;pcode;lat;lon;kind\nBirfan;برفان;Nowhere;SY0299;C9999;36,31;37,2;village\n", PCodes,
			[]gazetteer.Addition{{ID: "pcode:C9999", Names: []string{"Birfan", "برفان"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.City}}, 0},
		{"a row of HXL tags is no place, and a mark of byte order is none either", "\ufeffname,lat,lon\n#loc+name,#geo+lat,#geo+lon\n\nBirfan,36.31,37.2\n", PCodes,
			[]gazetteer.Addition{{ID: "desk:birfan@36.3100,37.2000", Names: []string{"Birfan"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.Neighbourhood}}, 0},
		{"a point", `{"features":[{"geometry":{"type":"Point","coordinates":[37.2,36.31,400]},"properties":{"name":"Birfan","alt_name":"Berfan; Barfan","kind":"village","iso_a2":"SY"}}],"type":"FeatureCollection"}`, GeoJSON,
			[]gazetteer.Addition{{ID: "desk:birfan@36.3100,37.2000", Names: []string{"Birfan", "Berfan", "Barfan"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.City, Country: "SY"}}, 0},
		{"of several polygons the largest, and its centre", `{"type":"FeatureCollection","features":[{"id":"a","properties":{"name":"Birfan"},"geometry":{"type":"MultiPolygon","coordinates":[
			[[[10,10],[11,10],[11,11],[10,11],[10,10]]],[[[36,36],[38,36],[38,38],[36,38],[36,36]],[[36.5,36.5],[37,36.5],[37,37],[36.5,36.5]]]]}}]}`, GeoJSON,
			[]gazetteer.Addition{{ID: "desk:a", Names: []string{"Birfan"}, Lat: 37, Lon: 37, Kind: gazetteer.Neighbourhood}}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.data))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(List{Format: c.format, Places: c.want, Skipped: c.skipped}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseTellsWhatIsWrongAndWhere(t *testing.T) {
	point := func(name, lon, lat string) string {
		return fmt.Sprintf(`{"geometry":{"type":"Point","coordinates":[%s,%s]},"properties":{"name":%q}}`, lon, lat, name)
	}
	collection := func(features ...string) string {
		return "{\"type\":\"FeatureCollection\",\"features\":[\n" + strings.Join(features, ",\n") + "\n]}"
	}
	for _, c := range []struct{ name, data, want string }{
		{"nothing", "", ErrFormat.Error()},
		{"prose", "Shells fell in the night.\n", "must name the columns of latitude"},
		{"an archive that is none", "PK\x03\x04rest", "save the sheet as XLSX or CSV"},
		{"another encoding", "name,lat,lon\nB\xefrfan,36,37\n", "not UTF-8"},
		{"a table without names", "lat,lon\n36,37\n", "must name a column of names"},
		{"a table of nothing", "name,lat,lon\n", "it holds no place"},
		{"a latitude beyond the pole", "name,lat,lon\nBirfan,36,37\nBarfan,-90.5,37\n", "line 3: latitude -90.5 is not between -90 and 90"},
		{"a longitude beyond the antimeridian", "name,lat,lon\nBirfan,36,180.01\n", "line 2: longitude 180.01 is not between -180 and 180"},
		{"not a number, though it parses as one", "name,lat,lon\nBirfan,NaN,37\n", "line 2: latitude NaN"},
		{"infinite", "name,lat,lon\nBirfan,36,Inf\n", "line 2: longitude +Inf"},
		{"an empty position", "name,lat,lon\nBirfan,,\n", `line 2: latitude "" and longitude ""`},
		{"null island", "name,lat,lon\nBirfan,0,0\n", "line 2: the position is 0, 0"},
		{"a missing name", "name,lat,lon\n ,36,37\n", "line 2: it has no name"},
		{"a name that is a book", "name,lat,lon\n" + strings.Repeat("a", MaxName+1) + ",36,37\n", "line 2: a name has 201 bytes"},
		{"too many names", "name,altname,lat,lon\nB," + numbered(MaxNames) + ",36,37\n", "line 2: it has 101 names"},
		{"a name that commands the terminal", "name,lat,lon\nB\x1b[2J,36,37\n", "line 2: a name holds a control character"},
		{"an ID twice", "name,pcode,lat,lon\nBirfan,SY1,36,37\nBarfan,SY1,36,38\n", "line 3: the ID pcode:SY1 stands in line 2 already"},
		{"a line after a cell of two lines", "name,note,lat,lon\nBirfan,\"two\nlines\",36,37\nBarfan,,99,37\n", "line 4: latitude 99"},
		{"a dump with a short line", dump("9", "Birfan", "", "36", "37", "P", "PPL") + "10\tBarfan\n", "line 2: it has 2 columns, not 19"},
		{"a dump without an ID", dump("x", "Birfan", "", "36", "37", "P", "PPL"), `line 1: "x" is no GeoNames ID`},
		{"a point that is none", collection(point("Birfan", "37", "36"), point("Barfan", "37", "91")), "line 3: latitude 91"},
		{"a feature without a name", collection(point("", "37", "36")), "line 2: the feature has no property called name"},
		{"a feature without geometry", collection(`{"properties":{"name":"Birfan"}}`), "line 2: the feature has no geometry"},
		{"a line is no place", collection(`{"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":{"name":"Birfan"}}`), "line 2: its geometry is a \"LineString\""},
		{"a ring of three", collection(`{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]},"properties":{"name":"Birfan"}}`), "line 2: a ring has 3 positions"},
		{"a corner out of this world", collection(`{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,400],[5,6],[1,2]]]},"properties":{"name":"Birfan"}}`), "line 2: a corner lies at latitude 400"},
		{"a file that was cut off", collection(point("Birfan", "37", "36"))[:110], "line 2: read JSON: unexpected EOF"},
		{"features that are no list", `{"features":{}}`, "line 1: features is not a list"},
		{"another object", `{"a":1}`, ErrFormat.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if diff := cmp.Diff(List{}, got); diff != "" {
				t.Errorf("a list that is wrong was taken all the same: %s", diff)
			}
		})
	}
}

func numbered(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprint("Birfan ", i)
	}
	return strings.Join(names, ";")
}

func TestParseTellsTenFaultsAndNoMore(t *testing.T) {
	_, err := Parse([]byte("name,lat,lon\n" + strings.Repeat("Birfan,99,37\n", 500)))
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != 10 {
		t.Fatalf("%v", err)
	}
	var at *LineError
	if !errors.As(joined.Unwrap()[9], &at) || at.Line != 11 {
		t.Errorf("the last is %v", joined.Unwrap()[9])
	}
}

func TestParseHasALimitOfPlaces(t *testing.T) {
	var b strings.Builder
	b.WriteString("name,pcode,lat,lon\n")
	for i := range MaxPlaces + 1 {
		fmt.Fprintf(&b, "B,SY%d,36,37\n", i)
	}
	_, err := Parse([]byte(b.String()))
	if err == nil || !strings.Contains(err.Error(), "line 200002: there are more than 200000 places") {
		t.Error(err)
	}
}

// What is put into a table comes out of it, whatever the names.
func TestTableKeepsWhatItHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Z][a-z]{2,8}( [a-z-]{2,8}){0,3}`).Draw(t, "name")
		lat := float64(rapid.IntRange(-900_000, 900_000).Draw(t, "lat")) / 10_000
		lon := float64(rapid.IntRange(-1_800_000, 1_800_000).Draw(t, "lon")) / 10_000
		if lat == 0 && lon == 0 {
			t.Skip()
		}
		got, err := Parse(fmt.Appendf(nil, "lon,name,lat\n%v,%s,%v\n", lon, name, lat))
		if err != nil || len(got.Places) != 1 || got.Places[0].Lat != lat || got.Places[0].Lon != lon || got.Places[0].Names[0] != name {
			t.Fatalf("%+v %v", got, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(dump("99000001", "Tall Birfan", "a,b", "36.31", "37.2", "P", "PPL")))
	f.Add([]byte("name,lat,lon\nBirfan,36,37\n"))
	f.Add([]byte("admin2Name_en\tadmin2Pcode\tx\ty\n\"Bir\nfan\"\tSY01\t37\t36\n"))
	f.Add([]byte(`{"features":[{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]},"properties":{"name":"Birfan"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Parse(data)
		if (err == nil) != (len(list.Places) > 0) {
			t.Fatalf("%d places, %v", len(list.Places), err)
		}
		for _, p := range list.Places {
			if p.ID == "" || len(p.Names) == 0 || p.Names[0] == "" || !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || p.Kind > gazetteer.Country {
				t.Fatalf("%+v is no place", p)
			}
		}
	})
}

func TestEncodeAndDecode(t *testing.T) {
	data := []byte("name,altname,pcode,lat,lon\nBirfan,برفان;Berfan <&>,SY1,36.31,37.2\n")
	list, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := list.Encode("birfan.csv", data)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Decode(kept)
	if err != nil || f.Name != "birfan.csv" || f.Format != PCodes || len(f.SHA256) != 64 {
		t.Fatalf("%+v, %v", f, err)
	}
	if diff := cmp.Diff(list.Places, f.Places); diff != "" {
		t.Error(diff)
	}
	for name, change := range map[string][2]string{
		"another layout": {`"firsthand_places":1`, `"firsthand_places":2`}, "a place without an ID": {`"ID":"pcode:SY1"`, `"ID":""`}, "a place in space": {`36.31`, `136.31`},
		"a kind that is none": {`"Kind":1`, `"Kind":99`}, "a name of two lines": {`"Birfan"`, `"Bir\nfan"`}, "half a file": {`}]}`, ``}, "a country that is none": {`"Country":"SY"`, `"Country":"Syria"`},
	} {
		changed := strings.Replace(string(kept), change[0], change[1], 1)
		if changed == string(kept) {
			t.Fatalf("%s: nothing to change in %s", name, kept)
		}
		if _, err := Decode([]byte(changed)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
