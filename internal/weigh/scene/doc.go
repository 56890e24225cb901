// Package scene makes comparable what an event was, where and when: kinds that reporters use for one another, places
// known by the gazetteer or by name, days that touch. Whether two events are one rests on it; it knows of no report.
package scene
