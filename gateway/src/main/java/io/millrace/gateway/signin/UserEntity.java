package io.millrace.gateway.signin;

import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.User;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user as it is stored. */
@Entity
@Table(schema = "gateway", name = "console_user")
class UserEntity {
    static final String LOCAL = "local";
    static final String OIDC = "oidc";

    @Id
    String name = "";

    String role = "";
    String source = LOCAL;

    @Nullable
    String passwordHash;

    boolean mustChangePassword;
    boolean disabled;

    @Nullable
    String subject;

    Instant createdAt = Instant.EPOCH;

    @Nullable
    Instant lastSignInAt;

    protected UserEntity() {}

    UserEntity(String name, Role role, Instant createdAt) {
        this.name = name;
        this.role = role.text();
        this.createdAt = createdAt;
    }

    Role role() {
        var known = Role.of(role);
        if (known == null) throw new IllegalStateException("user " + name + " has the unknown role " + role);
        return known;
    }

    User user() {
        return new User(name, role(), source, mustChangePassword);
    }
}
