// The checks that a careful program makes on the values of an answer.
'use strict';

class BadAnswer extends Error {}

function need(condition, what) {
    if (!condition) throw new BadAnswer(what);
}

function text(value) {
    if (value === undefined) return '';
    need(typeof value === 'string', 'no text');
    return value;
}

function integer(value) {
    if (value === undefined) return 0;
    need(Number.isSafeInteger(value), 'no integer');
    return value;
}

function flag(value, otherwise) {
    if (value === undefined) return otherwise;
    need(typeof value === 'boolean', 'no flag');
    return value;
}

const urls = {
    wss: /^wss:\/\/[!-~]+$/, ws: /^wss?:\/\/[!-~]+$/, https: /^https:\/\/[!-~]+$/, http: /^https?:\/\/[!-~]+$/,
};

function url(value, scheme) {
    const out = text(value);
    need(out === '' || urls[scheme].test(out), 'URL');
    return out;
}

const printable = /^[!-~]*$/, breaking = /[/?#&]/;

function id(value) {
    const out = text(value);
    need(printable.test(out) && !breaking.test(out), 'id');
    return out;
}

const atom = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;

/// Unix seconds, and minutes from UTC.
function date(value) {
    need(typeof value === 'string' && atom.test(value), 'date');
    const instant = Date.parse(value);
    need(!Number.isNaN(instant), 'date');
    const size = Number(value.slice(20, 22)) * 60 + Number(value.slice(23, 25));
    return { instant: instant / 1000, offset: value[19] === '+' ? size : -size };
}

module.exports = { need, text, integer, flag, url, id, date };
