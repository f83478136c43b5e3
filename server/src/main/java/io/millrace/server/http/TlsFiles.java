package io.millrace.server.http;

import java.nio.file.Path;

/**
 * What HTTPS needs.
 *
 * @param keyStore PKCS#12 file with the private key and its certificates
 * @param password of the file
 */
public record TlsFiles(Path keyStore, String password) {
    @Override
    public String toString() {
        return "TlsFiles[" + keyStore + "]";
    }
}
