package kinoloom.examples.spring;

import java.io.IOException;
import kinoloom.Kinoloom;
import kinoloom.graph.Budget;
import kinoloom.media.Ffmpeg;
import kinoloom.media.FfmpegMedia;
import kinoloom.platform.http.HttpPlatform;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** One engine for all films. Spring closes it, and it closes the platform. */
@Configuration
class EngineConfiguration {

  @Bean
  Kinoloom kinoloom(Settings settings, Environment environment, Progress progress)
      throws IOException {
    String key = environment.getRequiredProperty("KINOLOOM_API_KEY");
    return Kinoloom.builder()
        .platform(HttpPlatform.builder().baseUrl(settings.baseUrl()).apiKey(() -> key).build())
        .media(new FfmpegMedia(Ffmpeg.find()))
        .workspace(settings.workspace())
        .out(settings.out())
        .allow(Budget.yuan(settings.budget()))
        .onEvent(progress)
        .build();
  }
}
