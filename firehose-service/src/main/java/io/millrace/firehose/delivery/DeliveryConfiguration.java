package io.millrace.firehose.delivery;

import io.millrace.firehose.stream.DeliveryStreams;
import io.millrace.kit.service.Platform;
import io.millrace.log.RecordLog;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The work behind an accepted record. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {
    /** After the store has filled the view: what it does not hold by then is taken for deleted. */
    @Bean(destroyMethod = "close")
    @DependsOn("deliveryStreamStore")
    Deliveries deliveries(
            List<Delivery> ways,
            List<Processing> processings,
            ChunkRepository chunks,
            ProgressRepository progress,
            PlatformTransactionManager transactions,
            RecordLog log,
            DeliveryStreams streams,
            MemoryLedger ledger,
            Platform platform) {
        var store = new ChunkStore(chunks, progress, new TransactionTemplate(transactions));
        var metrics = new DeliveryMetrics(platform.metrics(), platform.clock());
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("delivery-", 0).factory());
        var deliveries = new Deliveries(ways, processings, store, log, metrics, ledger, threads, platform.clock());
        deliveries.start(streams);
        return deliveries;
    }
}
