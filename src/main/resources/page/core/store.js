/** A value that elements follow. */
export class Store {
  #value;
  #followers = new Set();

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#followers.forEach(follower => follower(value));
  }

  /** Calls back at every change; gives a function that ends it. */
  follow(follower) {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }
}

/** Lit controller: renders its element again whenever the store changes. */
export class Follow {
  #stop;

  constructor(host, store) {
    this.host = host;
    this.store = store;
    host.addController(this);
  }

  get value() {
    return this.store.value;
  }

  hostConnected() {
    this.#stop = this.store.follow(() => this.host.requestUpdate());
  }

  hostDisconnected() {
    this.#stop();
  }
}
