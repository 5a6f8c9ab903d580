// Frames by the regular expression of the official client. For "frames" nothing is done with what stands between the
// markers.
'use strict';

const { takeEvent, fields } = require('./messages.js');

const frame = /#!NGINXNMS!#(.*?)#!NGINXNME!#/gm;

function split(text) {
    const out = [];
    for (const match of text.matchAll(frame)) out.push(match[1]);
    return out;
}

const unknown = { type: 0, id: '' };

/// An empty frame is passed by.
function messages(texts) {
    return texts.filter((one) => one !== '').map((one) => {
        const packet = JSON.parse(one);
        return { mid: packet.mid, event: takeEvent(packet.text), sender: unknown };
    });
}

module.exports = {
    does: (subject) => subject.startsWith('frames'),
    make: (input, subject) => {
        const text = input.toString(); // a WebSocket of JavaScript hands over a string
        return subject === 'frames' ? { work: () => split(text), answer: (texts) => fields(messages(texts)) }
                                    : { work: () => messages(split(text)), answer: fields };
    },
};
