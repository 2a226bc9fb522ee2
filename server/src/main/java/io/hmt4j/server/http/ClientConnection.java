package io.hmt4j.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;

/**
 * Tells whether the client of a request is still there. While a request is handled nobody reads from its connection, so a
 * client that hangs up is noticed by a read here. To be asked on the request's thread, once its body was read to the end.
 */
public final class ClientConnection {

    private final EndPoint endPoint;
    private boolean watched;
    private boolean gone;

    private ClientConnection(EndPoint endPoint, boolean watched) {
        this.endPoint = endPoint;
        this.watched = watched;
    }

    /** The connection a request came over. */
    public static ClientConnection of(HttpServletRequest request) throws IOException {
        EndPoint endPoint = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        // What is left of a body nobody asked for is not to be taken for the end.
        boolean ended = request.getContentLengthLong() == 0
                || (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null)
                || request.getInputStream().isFinished();
        return new ClientConnection(endPoint, ended);
    }

    /** Whether the client hung up, or closed its side. Does not wait. */
    public boolean gone() {
        if (!gone && watched && endPoint instanceof SocketChannelEndPoint socket) {
            gone = hungUp(socket.getChannel());
        }
        return gone;
    }

    /** Closes the connection at once: the client sees that what it got is not whole. */
    public void abort() {
        gone = true;
        endPoint.close();
    }

    /** A write failed: the client is gone. */
    void lost() {
        gone = true;
    }

    private boolean hungUp(SocketChannel open) {
        try {
            int read = open.read(ByteBuffer.allocate(1));
            // A client that sends its next request before this one's answer loses that request's first letter, and so
            // the request; none of the clients of this API does.
            watched = read == 0;
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
