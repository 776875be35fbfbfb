/** Reads a document, sending the ETag of the last answer: an unchanged one costs the server a 304. */
const seen = new Map();

export async function get(path) {
  const known = seen.get(path);
  const response = await fetch(path, {
    cache: 'no-store',
    headers: known ? { 'If-None-Match': known.etag } : {},
  });
  if (response.status === 304) return known.body;
  const isJson = (response.headers.get('Content-Type') ?? '').includes('json');
  const body = isJson ? await response.json() : await response.text();
  if (!response.ok) throw Object.assign(new Error(body.detail ?? response.statusText), { status: response.status });
  const etag = response.headers.get('ETag');
  if (etag) seen.set(path, { etag, body });
  return body;
}

/** Like get, but null where the answer is 404 or 409: not there, or not yet. */
export async function getIfReady(path) {
  try {
    return await get(path);
  } catch (error) {
    if (error.status === 404 || error.status === 409) return null;
    throw error;
  }
}

export async function post(path) {
  const response = await fetch(path, { method: 'POST' });
  if (!response.ok) throw new Error((await response.json()).detail);
}
