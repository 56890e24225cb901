// Package corefer says which events of many reports are one. Reports become documents, their events mentions; mentions
// that agree in place, days and kind lie in one bucket; buckets that fit become clusters, clusters that share words
// become unions, and each union is an incident, as analysts left it. Which incident a stance or a change of state is
// about is found here as well.
//
// Every step takes new reports in and passes on no more than they changed. What each holds depends on the reports alone
// and not on the order in which they came.
package corefer
