package io.trainyard.client;

/** Something that a person should read as it stands. */
class ClientException extends RuntimeException {

    ClientException(String message) {
        super(message);
    }
}
