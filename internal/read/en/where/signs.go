package where

import (
	_ "embed" // for the word list
	"fmt"

	"firsthand/internal/read/core/lexicon"
)

// sign is what a word beside a name that no list knows says about it; a word can have several.
type sign uint32

const (
	signInside     sign = 1 << iota // something is there
	signAround                      // near, outside: something has surroundings
	signThere                       // something is there, or goes there
	signWay                         // from, to
	signObject                      // what is done to places
	signMotion                      // people on their way
	signMeasure                     // a length
	signSettlement                  // village, camp: what places are
	signBelongs                     // market, mayor: what is of a place
	signOften                       // victims, hospital: what is of a place or of somebody
	signLandmark                    // airport, district: what stands behind a place's name
	signBearer                      // hospital, attack: what stands behind a place's name and others
	signNowhere                     // ends the name of a body or a building
	signRoad                        // ends the name of a road
	signHuman                       // what only people do
	signPerson                      // what happens to people
	signCut                         // behind a name, no part of it even with a capital
	signDivision                    // the last word of a division's name
	signGround                      // the last word of a name of everyday words that is a place's
	signOpens                       // the first word of what is no place
	signArmed                       // behind the name of a group
	signTakes                       // what is done to places and to nobody
	signBound                       // before "for", on the way to a place
	signUndergone                   // behind "was", what happens to places
	signPerhaps                     // behind "was", what happens to places and to people
	signGrade                       // between the name of a place and a building that it has
	signSeat                        // a building called after where it stands
)

var signNames = map[string]sign{"inside": signInside, "beside-it": signAround, "there": signThere, "way": signWay, "object": signObject, "motion": signMotion,
	"measure": signMeasure, "settlement": signSettlement, "belongs": signBelongs, "often": signOften, "landmark": signLandmark, "bearer": signBearer,
	"nowhere": signNowhere, "road": signRoad, "human": signHuman, "person": signPerson, "cut": signCut, "division": signDivision, "ground": signGround, "opens": signOpens, "armed": signArmed,
	"takes": signTakes, "bound": signBound, "undergone": signUndergone, "perhaps": signPerhaps, "grade": signGrade, "seat": signSeat}

//go:embed signs.txt
var signList string

// signs are the signs of each word of the list.
var signs = func() map[string]sign {
	m := make(map[string]sign, 600)
	for _, e := range lexicon.Must(signList, 1) {
		s, ok := signNames[e.Fields[0]]
		if !ok {
			panic(fmt.Sprintf("read signs of places: line %d has the unknown sign %q", e.Line, e.Fields[0]))
		}
		for _, f := range e.Forms {
			m[f] |= s
		}
	}
	return m
}()
