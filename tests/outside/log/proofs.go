package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var strict = base64.StdEncoding.Strict()

// readCheckpoint is what a C2SP checkpoint says, once Go's note has verified its signature.
func readCheckpoint(signed []byte, key note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return tlog.Tree{}, err
	}
	for _, signature := range append(opened.Sigs, opened.UnverifiedSigs...) {
		if _, err := strict.DecodeString(signature.Base64); err != nil {
			return tlog.Tree{}, err
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != key.Name() {
		return tlog.Tree{}, errors.New("the checkpoint is of another log")
	}
	size, err := number(lines[1])
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := hash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func number(text string) (int64, error) {
	found, err := strconv.ParseInt(text, 10, 64)
	if err != nil || found < 0 || strconv.FormatInt(found, 10) != text {
		return 0, fmt.Errorf("%q is no number", text)
	}
	return found, nil
}

func hash(text string) (found tlog.Hash, err error) {
	content, err := strict.DecodeString(text)
	if err != nil || copy(found[:], content) != len(content) || len(content) != tlog.HashSize {
		return found, fmt.Errorf("%q is no hash", text)
	}
	return found, nil
}

func hashesOf(lines []string) (found []tlog.Hash, err error) {
	for _, line := range lines {
		one, err := hash(line)
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, nil
}

// parted are the lines before the first blank line, each word that must begin one taken off.
func parted(content []byte, words ...string) (lines []string, signed []byte, err error) {
	head, rest, there := strings.Cut(string(content), "\n\n")
	lines = strings.Split(head, "\n")
	if !there || len(lines) < len(words) {
		return nil, nil, errors.New("it is cut short")
	}
	for at, word := range words {
		if !strings.HasPrefix(lines[at], word) {
			return nil, nil, fmt.Errorf("line %d does not begin with %q", at+1, word)
		}
		lines[at] = strings.TrimPrefix(lines[at], word)
	}
	return lines, []byte(rest), nil
}

// checkProof checks a `.tlog-proof`: that the entry it brings along is in the log that is signed.
func checkProof(content []byte, key note.Verifier) error {
	lines, signed, err := parted(content, "c2sp.org/tlog-proof@v1", "extra ", "index ")
	if err != nil {
		return err
	}
	if lines[0] != "" {
		return fmt.Errorf("it is a proof of another version: %q", lines[0])
	}
	entry, err := strict.DecodeString(lines[1])
	if err != nil {
		return err
	}
	index, err := number(lines[2])
	if err != nil {
		return err
	}
	proof, err := hashesOf(lines[3:])
	if err != nil {
		return err
	}
	tree, err := readCheckpoint(signed, key)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

// checkRequest checks what a witness is asked to sign: that the log of the new checkpoint begins
// with what it was at an old size, whose root is computed here from the entries.
func (log *exported) checkRequest(content []byte, key note.Verifier) error {
	lines, signed, err := parted(content, "old ")
	if err != nil {
		return err
	}
	size, err := number(lines[0])
	if err != nil {
		return err
	}
	proof, err := hashesOf(lines[1:])
	if err != nil {
		return err
	}
	tree, err := readCheckpoint(signed, key)
	if err != nil {
		return err
	}
	if size < 1 || size > log.N {
		return fmt.Errorf("the log never had %d entries", size)
	}
	root, err := tlog.TreeHash(size, log.hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, size, root)
}

// checkRoot checks a line of size and root against the root computed from the entries.
func (log *exported) checkRoot(line string) error {
	size, root, _ := strings.Cut(line, " ")
	n, err := number(size)
	if err != nil {
		return err
	}
	found, err := tlog.TreeHash(n, log.hashes)
	if err == nil && found.String() != root {
		err = fmt.Errorf("the root at %d differs", n)
	}
	return err
}
