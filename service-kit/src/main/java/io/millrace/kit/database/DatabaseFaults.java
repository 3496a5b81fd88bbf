package io.millrace.kit.database;

import io.millrace.kit.request.FaultTranslator;
import io.millrace.wire.ApiError;
import io.millrace.wire.CommonErrors;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Tells an absent database, after which a retry may succeed, from a bug of ours. */
public final class DatabaseFaults implements FaultTranslator {
    private static final int MAX_CAUSES = 20;

    /** What the pool says of a connection that it gave up; the failure of a rollback hides what broke it. */
    private static final String GIVEN_UP = "Connection is closed";

    @Override
    public @Nullable ApiError translate(Throwable cause) {
        Throwable next = cause;
        for (int i = 0; next != null && i < MAX_CAUSES; i++, next = next.getCause())
            if (next instanceof SQLTransientException || (next instanceof SQLException sql && isAbsence(sql)))
                return CommonErrors.serviceUnavailable("The metadata store can't be reached, please try again.");
        return null;
    }

    /** Connection errors (08), a server that shuts down or starts (57P), too many connections (53). */
    private static boolean isAbsence(SQLException e) {
        String state = e.getSQLState();
        if (state == null) return GIVEN_UP.equals(e.getMessage());
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }
}
