package io.trainyard.web.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poll how often other servers' events and jobs' progress are looked for while somebody watches
 * @param heartbeat how long a stream may be silent
 * @param retry how long a client waits before it connects again
 * @param streams the most that are open at once
 */
@ConfigurationProperties("trainyard.events")
record EventSettings(
        @DefaultValue("1s") Duration poll,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("2s") Duration retry,
        @DefaultValue("1000") int streams) {}
