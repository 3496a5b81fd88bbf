package io.millrace.streams.storage;

import io.millrace.kit.service.Platform;
import io.millrace.log.RecordLog;
import io.millrace.streams.stream.Streams;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What belongs to watching over what is stored. */
@Configuration(proxyBeanMethods = false)
public class StorageConfiguration {
    @Bean(destroyMethod = "close")
    StorageGrowth storageGrowth(RecordLog log, Platform platform) {
        return new StorageGrowth(log, platform.clock());
    }

    @Bean(destroyMethod = "close")
    SegmentChecks segmentChecks(RecordLog log, StorageSettings settings, Platform platform) {
        return new SegmentChecks(log, settings.checkBytesPerSecond(), platform.clock());
    }

    @Bean
    StorageOperations storageOperations(
            Streams streams, RecordLog log, StorageGrowth growth, SegmentChecks checks, StorageSettings settings) {
        return new StorageOperations(streams, log, growth, checks, settings);
    }
}
