package io.millrace.server.user;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.millrace.engine.TimeSource;
import io.millrace.engine.user.User;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Makes and reads tokens: signed texts that name a user and the version of the password. They cannot be made without the
 * key, and the library compares signatures in constant time.
 */
final class Tokens {
    private static final String ISSUER = "millrace";
    private static final String NUMBER = "uid";
    private static final String VERSION = "pwv";
    private static final int LONGEST = 2000;

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Optional<Duration> life;
    private final TimeSource time;

    /** What a token says. */
    record Claims(String name, long number, long passwordVersion) {
        boolean fits(User user) {
            return number == user.number() && passwordVersion == user.passwordVersion();
        }
    }

    /**
     * @param key at least 32 bytes
     * @param life of a token; empty: it never expires
     */
    Tokens(SecretKey key, Optional<Duration> life, TimeSource time) {
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key of the tokens is too short", e);
        }
        this.life = life;
        this.time = time;
    }

    String of(User user) {
        Instant now = time.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(user.name())
                .claim(NUMBER, user.number())
                .claim(VERSION, user.passwordVersion())
                .issueTime(Date.from(now));
        life.ifPresent(length -> claims.expirationTime(Date.from(now.plus(length))));
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }

    /**
     * What a token says.
     *
     * @throws ApiException AuthInvalidToken when it is not ours or is too old
     */
    Claims read(String text) {
        if (text.length() > LONGEST) {
            throw invalid("it is too long");
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !token.verify(verifier)) {
                throw invalid("this server did not sign it");
            }
            return claims(token.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw invalid("it is not one of this server");
        }
    }

    private Claims claims(JWTClaimsSet claims) throws ParseException {
        Date end = claims.getExpirationTime();
        if (end != null && !end.toInstant().isAfter(time.now())) {
            throw invalid("it has expired");
        }
        Long number = claims.getLongClaim(NUMBER);
        Long version = claims.getLongClaim(VERSION);
        String name = claims.getSubject();
        if (number == null || version == null || name == null || !ISSUER.equals(claims.getIssuer())) {
            throw invalid("it says too little");
        }
        return new Claims(name, number, version);
    }

    private static ApiException invalid(String why) {
        return ApiCode.AUTH_INVALID_TOKEN.because("the token is not valid: %s; log in again".formatted(why));
    }
}
