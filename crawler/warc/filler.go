package warc

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	gzipMagic = "\x1f\x8b"

	// Lengths in bytes after RFC 1951 section 3.2.4 and RFC 1952 section 2.3.
	maxStored   = 65535 // data of a stored block
	storedFrame = 5     // before it
	gzipFrame   = 10 + 8
	emptyMember = gzipFrame + 2 + 2 // without a byte of data, with an extra field
)

// fillerText is what stands in a filler, as far as there is room.
const fillerText = "removed: this record was removed on request\r\n"

// writeFiller writes a metadata record of exactly length bytes. In a compressed
// file it is a gzip member that is not compressed; where there is no room for a
// record it is a member without any data.
func writeFiller(out io.Writer, length int64, compressed bool) error {
	if !compressed {
		record := filler(length, newID())
		if record == nil {
			// Between plain records there may be nothing but line ends.
			record = []byte(strings.Repeat("\r\n", int(length/2)) + strings.Repeat("\n", int(length%2)))
		}
		_, err := out.Write(record)
		return err
	}
	blocks := max(1, (length-gzipFrame+maxStored+storedFrame-1)/(maxStored+storedFrame))
	record := filler(length-gzipFrame-blocks*storedFrame, newID())
	if record == nil {
		return writeEmpty(out, length)
	}
	return writeStored(out, record, int(blocks))
}

// filler makes a record of exactly length bytes, nil where that is too short.
func filler(length int64, id string) []byte {
	head := "WARC/1.1\r\nWARC-Type: " + TypeMetadata + "\r\nWARC-Record-ID: <" + id + ">\r\nWARC-Date: " + dateOf(time.Now()) +
		"\r\nContent-Type: application/warc-fields\r\nContent-Length: "
	const foot, end = "\r\n\r\n", "\r\n\r\n"
	room := length - int64(len(head)+len(foot)+len(end))
	for digits := int64(1); digits <= 19; digits++ {
		block := room - digits
		if block < 0 {
			return nil
		}
		number := strconv.FormatInt(block, 10)
		if int64(len(number)) > digits {
			continue
		}
		var b bytes.Buffer
		b.WriteString(head)
		// A blank before the number keeps the length where one digit less would do.
		b.WriteString(strings.Repeat(" ", int(digits)-len(number)) + number + foot)
		text := fillerText[:min(block, int64(len(fillerText)))]
		b.WriteString(text)
		b.WriteString(strings.Repeat(" ", int(block)-len(text)))
		b.WriteString(end)
		return b.Bytes()
	}
	return nil
}

// writeStored writes data as a gzip member of so many stored blocks.
func writeStored(out io.Writer, data []byte, blocks int) error {
	var b bytes.Buffer
	b.Grow(len(data) + blocks*storedFrame + gzipFrame)
	b.WriteString(gzipMagic + "\x08\x00\x00\x00\x00\x00\x00\xff") // deflate, no flags, no time, unknown system
	rest := data
	for i := range blocks {
		part := rest[:min(len(rest), maxStored)]
		rest = rest[len(part):]
		final := byte(0)
		if i == blocks-1 {
			final = 1
		}
		b.WriteByte(final)
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(part))))
		b.Write(binary.LittleEndian.AppendUint16(nil, ^uint16(len(part))))
		b.Write(part)
	}
	b.Write(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(data)))
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(data))))
	_, err := out.Write(b.Bytes())
	return err
}

// writeEmpty writes a gzip member of length bytes without any data; an extra
// field fills it up.
func writeEmpty(out io.Writer, length int64) error {
	extra := length - emptyMember
	if extra < 0 || extra > maxStored {
		return fmt.Errorf("a record of %d bytes cannot be replaced", length)
	}
	var b bytes.Buffer
	b.WriteString(gzipMagic + "\x08\x04\x00\x00\x00\x00\x00\xff")
	b.Write(binary.LittleEndian.AppendUint16(nil, uint16(extra)))
	b.Write(make([]byte, extra))
	b.WriteString("\x03\x00") // one last block with nothing in it
	b.Write(make([]byte, 8))  // the checksum and the size of nothing
	_, err := out.Write(b.Bytes())
	return err
}
