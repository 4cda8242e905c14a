package dev.pithyjaunt.server.platform;

import dev.pithyjaunt.protocol.Json;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Has Tomcat tell as problem documents what it refuses before the program sees it, such as `%2F`
/// in a path.
@Component
final class ContainerRefusals implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(Report.class.getName());
            }
        });
    }

    /// Public for Tomcat, which makes it by its name.
    public static final class Report extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            HttpStatus status = HttpStatus.valueOf(response.getStatus());
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", "urn:pithy-jaunt:" + Problems.type(status));
            problem.put("title", status.getReasonPhrase());
            problem.put("status", status.value());
            problem.put("detail", Errors.detail(status));
            String path = request.getRequestURI();
            problem.put("instance", path == null ? "/" : Problems.uri(path).toString());
            try {
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                Writer out = response.getReporter();
                if (out != null) {
                    out.write(Json.line(problem));
                    response.finishResponse();
                }
            } catch (IOException | IllegalStateException _) {
                // Nobody listens any more.
            }
        }
    }
}
