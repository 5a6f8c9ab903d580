// Binary payloads by the steps of the official client: a reader of Protocol Buffers that makes an object of each message,
// hexadecimal ids, JSON.parse for the bodies.
'use strict';

const { takeEvent, fields } = require('./messages.js');

class Reader {
    constructor(bytes, at = 0, end = bytes.length) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }
    uint32() {
        let value = 0, shift = 0, byte;
        do {
            if (this.at >= this.end) throw new RangeError('cut');
            byte = this.bytes[this.at++];
            if (shift < 32) value |= (byte & 127) << shift;
            shift += 7;
        } while (byte > 127);
        return value >>> 0;
    }
    fixed32() {
        this.at += 4;
        return this.bytes.readUInt32LE(this.at - 4);
    }
    /// The place of a field with a length.
    part() {
        const size = this.uint32(), begin = this.at;
        if (size > this.end - begin) throw new RangeError('cut');
        this.at += size;
        return begin;
    }
    inside() {
        const begin = this.part();
        return new Reader(this.bytes, begin, this.at);
    }
    data() {
        const begin = this.part();
        return this.bytes.subarray(begin, this.at);
    }
    string() {
        const begin = this.part();
        return this.bytes.utf8Slice(begin, this.at);
    }
    skip(type) {
        if (type === 0) this.uint32();
        else if (type === 1) this.at += 8;
        else if (type === 2) this.part();
        else if (type === 5) this.at += 4;
        else throw new Error('wire type');
    }
}

/// Reads a message: members has a function for each field that is known.
function decode(reader, message, members) {
    while (reader.at < reader.end) {
        const tag = reader.uint32(), member = members[tag >>> 3];
        if (member) member(message, reader);
        else reader.skip(tag & 7);
    }
    return message;
}

const sender = [null, (m, r) => { m.type = r.uint32(); }, (m, r) => { m.id = r.data(); }];
const outgoing = [
    null,
    (m, r) => { m.id = r.data(); },
    (m, r) => { m.body = r.string(); },
    (m, r) => { m.expiry = r.uint32(); },
    (m, r) => { m.created = r.fixed32(); },
    (m, r) => { m.sender = decode(r.inside(), { type: 0, id: Buffer.alloc(0) }, sender); },
];
const messageList = [null, (m, r) => { m.messages.push(decode(r.inside(), {}, outgoing)); }];
const response = [null, (m, r) => { m.outgoingMessages = decode(r.inside(), { messages: [] }, messageList); }];
const batch = [null, (m, r) => { m.responses.push(decode(r.inside(), {}, response)); }];

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes) {
    let out = '';
    for (const byte of bytes) out += digits[byte];
    return out;
}

function messages(payload) {
    const out = [];
    for (const one of decode(new Reader(payload), { responses: [] }, batch).responses) {
        if (!one.outgoingMessages) continue;
        for (const message of one.outgoingMessages.messages)
            out.push({
                mid: hex(message.id),
                event: takeEvent(JSON.parse(message.body)),
                sender: { type: message.sender.type, id: hex(message.sender.id) },
            });
    }
    return out;
}

module.exports = {
    does: (subject) => subject.startsWith('batch.'),
    make: (input) => ({ work: () => messages(input), answer: fields }),
};
