package main

import (
	"errors"
	"math/rand"
	"sort"
	"time"
)

var errNotEnded = errors.New("not ended in time")

// damages counts what was done to copies in memory, and what was accepted all the same.
type damages struct {
	chance *rand.Rand
	limit  time.Duration
	counts map[string]int
}

// tried counts one damage; `check` has to refuse it within the limit.
func (d *damages) tried(how string, check func() error) {
	d.counts[how]++
	switch err := within(d.limit, check); err {
	case nil:
		d.counts["accepted"]++
	case errNotEnded:
		d.counts["not ended in time"]++
	}
}

func within(limit time.Duration, check func() error) error {
	done := make(chan error, 1)
	go func() { done <- check() }()
	select {
	case err := <-done:
		return err
	case <-time.After(limit):
		return errNotEnded
	}
}

// all does everything to an export that can befall it: every file missing and cut, bytes changed.
func (d *damages) all(export files, times int, check func(files) error) {
	names := namesOf(export)
	for _, name := range names {
		name := name
		d.tried("files missing", func() error { return check(export.with(name, nil)) })
		cut := export[name][:d.chance.Intn(len(export[name]))]
		d.tried("files cut", func() error { return check(export.with(name, cut)) })
	}
	for at := 0; at < times; at++ {
		name := names[d.chance.Intn(len(names))]
		changed := d.changed(export[name])
		d.tried("bytes changed", func() error { return check(export.with(name, changed)) })
	}
}

// one does the same to single files, such as proofs.
func (d *damages) one(some files, times int, check func([]byte) error) {
	names := namesOf(some)
	for at := 0; at < times; at++ {
		content := some[names[d.chance.Intn(len(names))]]
		changed := d.changed(content)
		d.tried("bytes of proofs changed", func() error { return check(changed) })
		if at%10 == 0 {
			cut := content[:d.chance.Intn(len(content))]
			d.tried("proofs cut", func() error { return check(cut) })
		}
	}
}

// changed is a copy in which one byte is another.
func (d *damages) changed(content []byte) []byte {
	copied := append([]byte(nil), content...)
	copied[d.chance.Intn(len(copied))] ^= byte(1 + d.chance.Intn(255))
	return copied
}

// with is a copy in which a file has another content, or where that is nil is missing.
func (f files) with(name string, content []byte) files {
	copied := files{}
	for other, same := range f {
		copied[other] = same
	}
	if content == nil {
		delete(copied, name)
	} else {
		copied[name] = content
	}
	return copied
}

func namesOf(some files) []string {
	var names []string
	for name := range some {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
