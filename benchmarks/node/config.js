// A configuration with JSON.parse and the checks.
'use strict';

const { need, text, integer, flag, url, id, date } = require('./checks.js');

function readServer(from) {
    return {
        version: integer(from.version),
        mode: text(from.mode),
        hostname: text(from.hostname),
        websocket: url(from.websocket, 'ws'),
        websocket_secure: url(from.websocket_secure, 'wss'),
        long_polling: url(from.long_polling, 'http'),
        long_polling_secure: url(from.long_pooling_secure, 'https'),
        publish: url(from.publish, 'http'),
        publish_secure: url(from.publish_secure, 'https'),
        enabled: flag(from.server_enabled, true),
        websocket_enabled: flag(from.websocket_enabled, false),
        publish_enabled: flag(from.publish_enabled, false),
        config_timestamp: integer(from.config_timestamp),
    };
}

function readChannel(from) {
    if (from === undefined) return undefined;
    return { id: id(from.id), public_id: id(from.public_id), start: date(from.start), end: date(from.end) };
}

function readPublicChannel(from) {
    return {
        user_id: integer(from.user_id),
        public_id: id(from.public_id),
        signature: id(from.signature),
        start: date(from.start),
        end: date(from.end),
    };
}

function readAnswer(bytes) {
    const answer = JSON.parse(bytes.toString());
    if (answer.error !== undefined) return { error: text(answer.error), description: text(answer.error_description) };
    const { result } = answer;
    const api = result.api || {}, channels = result.channels || {};
    const config = {
        server: readServer(result.server),
        revision_web: integer(api.revision_web),
        revision_mobile: integer(api.revision_mobile),
        shared: readChannel(channels.shared),
        private: readChannel(channels.private),
        public_channels: Object.values(result.publicChannels || {}).map(readPublicChannel),
        expires_at: integer(result.exp),
        client_id: id(result.clientId),
    };
    const { server } = config;
    need(server.version >= 1, 'version');
    need((server.websocket_enabled && (server.websocket_secure || server.websocket)) || server.long_polling_secure ||
         server.long_polling, 'no address');
    need(config.shared || config.private, 'no channel');
    need(server.mode !== 'shared' || config.client_id, 'no client id');
    return { error: '', description: '', config };
}

function dates(at, from) {
    return [[`${at}.start`, from.start.instant], [`${at}.start_offset`, from.start.offset],
            [`${at}.end`, from.end.instant], [`${at}.end_offset`, from.end.offset]];
}

function channelFields(at, channel) {
    if (channel === undefined) return [[`${at}.id`, '-']];
    return [[`${at}.id`, channel.id], [`${at}.public_id`, channel.public_id], ...dates(at, channel)];
}

function fields({ error, description, config }) {
    const out = [['error', error], ['description', description]];
    if (error !== '') return out;
    out.push(...Object.entries(config.server));
    out.push(['revision_web', config.revision_web], ['revision_mobile', config.revision_mobile]);
    out.push(...channelFields('shared', config.shared), ...channelFields('private', config.private));
    out.push(['public_channels', config.public_channels.length]);
    for (const one of config.public_channels) {
        const at = `public.${one.user_id}`;
        out.push([`${at}.public_id`, one.public_id], [`${at}.signature`, one.signature], ...dates(at, one));
    }
    out.push(['expires_at', config.expires_at], ['client_id', config.client_id], ['warnings', 0]);
    return out;
}

module.exports = {
    does: (subject) => subject.startsWith('config.'),
    make: (input) => ({ work: () => readAnswer(input), answer: fields }),
};
