import { address } from './api.js';
import { connection, live as heard, lost } from './connection.js';

/**
 * What happens on the server, as it happens. A listener has `refresh()`, called when everything may have changed, and
 * `event(event)` for single events. Where the event stream does not come, refresh is called every few seconds instead.
 */
const listeners = new Set();
const TYPES = ['status', 'epoch', 'checkpoint', 'warning', 'progress', 'iteration', 'queue', 'patched', 'deleted'];
const POLL_MILLIS = 2_000;
const SWEEP_MILLIS = 20_000;
const REOPEN_MILLIS = 15_000;

let source = null;
let reopenAt = 0;
let refreshed = 0;

export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Lit controller: its host's `refresh` and `event` are called while it is on the page. */
export class Live {
  #stop;

  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#stop = listen({
      refresh: () => this.host.refresh(),
      event: event => this.host.event?.(event),
    });
  }

  hostDisconnected() {
    this.#stop();
  }
}

export function refreshAll() {
  refreshed = Date.now();
  listeners.forEach(listener => listener.refresh());
}

function open() {
  reopenAt = Date.now() + REOPEN_MILLIS;
  source = new EventSource(address('events'));
  source.onopen = () => {
    heard();
    refreshAll();
  };
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED) close();
    else lost();
  };
  TYPES.forEach(type => source.addEventListener(type, message => dispatch(type, message)));
}

function dispatch(type, message) {
  const event = { type, ...JSON.parse(message.data) };
  listeners.forEach(listener => listener.event(event));
}

function close() {
  source?.close();
  source = null;
}

/** A hidden page holds no connection: browsers allow six to a server, and there may be many tabs. */
function tick() {
  if (document.hidden) {
    close();
    reopenAt = 0;
    return;
  }
  if (!source && Date.now() >= reopenAt) open();
  const pause = connection.value === 'live' ? SWEEP_MILLIS : POLL_MILLIS;
  if (Date.now() - refreshed >= pause) refreshAll();
}

export function start() {
  open();
  setInterval(tick, 500);
  document.addEventListener('visibilitychange', tick);
}
