import { lost, reached } from './connection.js';

const BASE = new URL('api/v1/', document.baseURI).pathname;
const TIMEOUT_MILLIS = 15_000;
const tagged = new Map();
const TAGS_KEPT = 200;

/** What the server refused; `errors` has the places, as in its problem document. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.code = body?.code ?? null;
    this.errors = body?.errors ?? [];
    this.line = body?.line;
    this.column = body?.column;
    this.allowedActions = body?.allowed_actions ?? null;
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super('The server does not answer.');
  }
}

export const address = path => BASE + path;

/** For a curl line: the whole address. */
export const absolute = path => new URL(BASE + path, location.href).href;

async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(BASE + path, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MILLIS), ...options });
  } catch {
    lost();
    throw new Unreachable();
  }
  reached();
  return response;
}

async function read(response) {
  const type = response.headers.get('Content-Type') ?? '';
  if (type.includes('json')) return response.json();
  return type.startsWith('image/') ? response.blob() : response.text();
}

async function answer(response) {
  const body = await read(response);
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}

/** Reads a document. An unchanged one costs a 304, and is the same object as before. */
export async function get(path) {
  const known = tagged.get(path);
  const response = await send(path, known ? { headers: { 'If-None-Match': known.etag } } : {});
  if (response.status === 304) return known.body;
  const body = await answer(response);
  const etag = response.headers.get('ETag');
  if (etag) remember(path, { etag, body });
  return body;
}

function remember(path, entry) {
  tagged.delete(path);
  tagged.set(path, entry);
  if (tagged.size > TAGS_KEPT) tagged.delete(tagged.keys().next().value);
}

/** Like get, but null where the answer is that it is not there, or not yet. */
export async function getIfReady(path) {
  try {
    return await get(path);
  } catch (error) {
    if (error.status === 404 || error.status === 409) return null;
    throw error;
  }
}

async function write(method, path, body, headers = {}) {
  const json = body !== undefined && !(body instanceof Blob);
  return answer(await send(path, {
    method,
    headers: json ? { 'Content-Type': 'application/json', ...headers } : headers,
    body: json ? JSON.stringify(body) : body,
  }));
}

export const post = (path, body, headers) => write('POST', path, body, headers);
export const patch = (path, body) => write('PATCH', path, body);
export const remove = path => write('DELETE', path);

/** Posts text as it stands, so that the server judges what was typed. */
export async function postText(path, text, headers = {}) {
  return answer(await send(path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: text }));
}
