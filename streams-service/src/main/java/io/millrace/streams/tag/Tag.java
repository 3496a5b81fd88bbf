package io.millrace.streams.tag;

import java.util.List;
import java.util.Map;

/** A tag as the API lists it. */
public record Tag(String key, String value) {
    static List<Tag> listOf(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }
}
