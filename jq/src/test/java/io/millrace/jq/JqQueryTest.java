package io.millrace.jq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JqQueryTest {
    @Test
    void aPathLeadsToAMember() throws Exception {
        var query = JqQuery.compile("{customer:.a.b, y:.ts|strftime(\"%Y\")}");

        var first = query.first("{\"a\":{\"b\":\"x\"},\"ts\":0}".getBytes(StandardCharsets.UTF_8));

        assertThat(first.map(Object::toString)).contains("{\"customer\":\"x\",\"y\":\"1970\"}");
    }
}
